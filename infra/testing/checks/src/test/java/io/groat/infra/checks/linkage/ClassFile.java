package io.groat.infra.checks.linkage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What matters of a class file to those who link with it, and to what it links with itself.
 *
 * <p>The references come from the constant pool: whatever the code of a class names stands there, so nothing can be
 * overlooked for want of a visitor. Annotations are not among them; the JVM passes over those it cannot find.
 *
 * @param parents the superclass and the interfaces
 * @param members name and descriptor of each declared field ({@code name descriptor}) and method
 *     ({@code name(arguments)result}), with its access flags
 * @param references what the code links with when it runs
 * @param described the classes that fields, methods and calls name as a type only; they are loaded late or never
 */
record ClassFile(
        String name,
        boolean isInterface,
        List<String> parents,
        Map<String, Integer> members,
        Set<Reference> references,
        Set<Reference> described) {
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int CLASS_METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    static ClassFile read(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        Set<Reference> references = new HashSet<>();
        Set<Reference> described = new HashSet<>();
        readPool(reader, references, described);
        Map<String, Integer> members = new HashMap<>();
        reader.accept(
                new MemberReader(members, described),
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new ClassFile(
                reader.getClassName(),
                (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0,
                parentsOf(reader),
                members,
                references,
                described);
    }

    private static List<String> parentsOf(ClassReader reader) {
        @Nullable String superclass = reader.getSuperName();
        List<String> parents = new ArrayList<>();
        if (superclass != null) {
            parents.add(superclass);
        }
        parents.addAll(List.of(reader.getInterfaces()));
        return List.copyOf(parents);
    }

    private static void readPool(ClassReader reader, Set<Reference> references, Set<Reference> described) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset == 0) {
                continue; // the second half of a long or a double
            }
            switch (reader.readByte(offset - 1)) {
                case CLASS -> references.add(Reference.toClass(reader.readUTF8(offset, buffer)));
                case FIELD -> references.add(member(Reference.Kind.FIELD, reader, offset, buffer));
                case CLASS_METHOD -> references.add(member(Reference.Kind.CLASS_METHOD, reader, offset, buffer));
                case INTERFACE_METHOD ->
                    references.add(member(Reference.Kind.INTERFACE_METHOD, reader, offset, buffer));
                case NAME_AND_TYPE -> describe(reader.readUTF8(offset + 2, buffer), described);
                case METHOD_TYPE -> describe(reader.readUTF8(offset, buffer), described);
                default -> {} // constants that name nothing
            }
        }
    }

    private static Reference member(Reference.Kind kind, ClassReader reader, int offset, char[] buffer) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        String name = reader.readUTF8(nameAndType, buffer);
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        return Reference.toMember(kind, reader.readClass(offset, buffer), key(name, descriptor));
    }

    private static String key(String name, String descriptor) {
        return descriptor.startsWith("(") ? name + descriptor : name + " " + descriptor;
    }

    private static void describe(String descriptor, Set<Reference> described) {
        if (descriptor.startsWith("(")) {
            for (Type argument : Type.getArgumentTypes(descriptor)) {
                describe(argument.getDescriptor(), described);
            }
            describe(Type.getReturnType(descriptor).getDescriptor(), described);
        } else if (descriptor.startsWith("[") || descriptor.startsWith("L")) {
            described.add(Reference.toClass(Type.getType(descriptor).getInternalName()));
        }
    }

    private static final class MemberReader extends ClassVisitor {
        private final Map<String, Integer> members;
        private final Set<Reference> described;

        MemberReader(Map<String, Integer> members, Set<Reference> described) {
            super(Opcodes.ASM9);
            this.members = members;
            this.described = described;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.put(key(name, descriptor), access);
            describe(descriptor, described);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            members.put(key(name, descriptor), access);
            describe(descriptor, described);
            return null;
        }
    }
}
