package io.groat.infra.checks.linkage;

import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.Comparator;
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

    /** What is wrong with these references of one class; empty when all of them resolve. */
    List<Problem> problems(ClassFile from, Collection<Reference> references) {
        return references.stream()
                .flatMap(reference -> problem(from.name(), reference).stream())
                .sorted(Comparator.comparing(Problem::toString))
                .collect(toList());
    }

    private Optional<Problem> problem(String from, Reference reference) {
        Optional<ClassFile> found = find(reference.owner());
        if (found.isEmpty()) {
            return Optional.of(Problem.absent(from, reference, reference.owner()));
        }
        ClassFile owner = found.get();
        return switch (reference.kind()) {
            case CLASS -> Optional.empty();
            case FIELD -> memberProblem(from, owner, reference, "no such field");
            case CLASS_METHOD ->
                owner.isInterface()
                        ? Optional.of(Problem.wrong(from, reference, "it is an interface, not a class"))
                        : memberProblem(from, owner, reference, "no such method");
            case INTERFACE_METHOD ->
                owner.isInterface()
                        ? memberProblem(from, owner, reference, "no such method")
                        : Optional.of(Problem.wrong(from, reference, "it is a class, not an interface"));
        };
    }

    private Optional<Problem> memberProblem(String from, ClassFile owner, Reference reference, String what) {
        if (hasMember(owner, reference)
                || isSignaturePolymorphic(owner, reference)
                || isObjectMethod(owner, reference)) {
            return Optional.empty();
        }
        return Optional.of(absentParent(owner)
                .map(parent -> Problem.absent(from, reference, parent))
                .orElseGet(() -> Problem.wrong(from, reference, what)));
    }

    private Optional<ClassFile> find(String name) {
        return sources.stream().flatMap(source -> source.find(name).stream()).findFirst();
    }

    private boolean hasMember(ClassFile owner, Reference reference) {
        return owner.members().containsKey(reference.member())
                || owner.parents().stream()
                        .flatMap(parent -> find(parent).stream())
                        .anyMatch(parent -> hasMember(parent, reference));
    }

    /** The first class above this one that is not to be found. */
    private Optional<String> absentParent(ClassFile type) {
        return type.parents().stream()
                .flatMap(parent -> find(parent).map(this::absentParent).orElse(Optional.of(parent)).stream())
                .findFirst();
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
