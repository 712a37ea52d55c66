package io.groat.infra.checks.linkage;

import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Resolves references as the JVM does (Java Virtual Machine Specification, 5.4.3), so that what would be a
 * NoClassDefFoundError, NoSuchMethodError, NoSuchFieldError or IncompatibleClassChangeError one day is a line of text
 * today. Access rights are not looked at.
 */
final class Linker {
    private static final Set<String> SIGNATURE_POLYMORPHIC =
            Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");
    private static final int NATIVE_VARARGS = Opcodes.ACC_NATIVE | Opcodes.ACC_VARARGS;

    private final List<ClassSource> sources;

    /** @param sources in the order they are asked */
    Linker(List<? extends ClassSource> sources) {
        this.sources = List.copyOf(sources);
    }

    Optional<ClassFile> find(String name) {
        return sources.stream().flatMap(source -> source.find(name).stream()).findFirst();
    }

    /** What is wrong with these references, a sentence each; empty when all of them resolve. */
    List<String> problems(ClassFile from, Collection<Reference> references) {
        return references.stream()
                .flatMap(reference -> problem(reference).stream()
                        .map(problem -> from.name().replace('/', '.') + " needs " + reference + ": " + problem))
                .sorted()
                .collect(toList());
    }

    private Optional<String> problem(Reference reference) {
        Optional<ClassFile> owner = find(reference.owner());
        if (owner.isEmpty()) {
            return Optional.of("no such class");
        }
        return switch (reference.kind()) {
            case CLASS -> Optional.empty();
            case FIELD -> hasMember(owner.get(), reference) ? Optional.empty() : Optional.of("no such field");
            case CLASS_METHOD -> methodProblem(owner.get(), reference, false);
            case INTERFACE_METHOD -> methodProblem(owner.get(), reference, true);
        };
    }

    private Optional<String> methodProblem(ClassFile owner, Reference reference, boolean asInterface) {
        if (owner.isInterface() != asInterface) {
            return Optional.of(asInterface ? "it is a class, not an interface" : "it is an interface, not a class");
        }
        return hasMember(owner, reference)
                        || isSignaturePolymorphic(owner, reference)
                        || isObjectMethod(owner, reference)
                ? Optional.empty()
                : Optional.of("no such method");
    }

    private boolean hasMember(ClassFile owner, Reference reference) {
        return owner.members().containsKey(reference.member())
                || owner.parents().stream()
                        .flatMap(parent -> find(parent).stream())
                        .anyMatch(parent -> hasMember(parent, reference));
    }

    /** An interface has the methods of Object, though Object is not its parent in every compiler's output. */
    private boolean isObjectMethod(ClassFile owner, Reference reference) {
        return owner.isInterface()
                && find("java/lang/Object")
                        .filter(object -> object.members().containsKey(reference.member()))
                        .isPresent();
    }

    /** MethodHandle.invoke and its like take any descriptor. */
    private static boolean isSignaturePolymorphic(ClassFile owner, Reference reference) {
        return SIGNATURE_POLYMORPHIC.contains(owner.name())
                && owner.members().entrySet().stream()
                        .anyMatch(member -> member.getKey().startsWith(reference.memberName() + "(")
                                && (member.getValue() & NATIVE_VARARGS) == NATIVE_VARARGS);
    }
}
