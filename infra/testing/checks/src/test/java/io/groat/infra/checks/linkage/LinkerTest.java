package io.groat.infra.checks.linkage;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The linkage check can fail: it finds each kind of broken reference, and lets pass what the JVM lets pass. */
class LinkerTest {
    private static final String VICTIM = "io/groat/test/Victim";

    private final JavaRuntime java = new JavaRuntime();

    @Test
    void findsAMethodThatIsNotThere() {
        assertThat(problemsOf(code -> call(code, Opcodes.INVOKEVIRTUAL, "java/lang/String", "lengthInYards", "()I")))
                .containsExactly("io.groat.test.Victim needs java.lang.String.lengthInYards()I: no such method");
    }

    @Test
    void findsAMethodWhoseArgumentsAreOthers() {
        assertThat(problemsOf(code -> call(code, Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "(J)I")))
                .containsExactly("io.groat.test.Victim needs java.lang.String.length(J)I: no such method");
    }

    @Test
    void findsAFieldThatIsNotThere() {
        assertThat(problemsOf(code -> code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "outer", "I")))
                .containsExactly("io.groat.test.Victim needs java.lang.System.outer I: no such field");
    }

    @Test
    void findsAClassThatIsNotThereAlsoInAnArray() {
        assertThat(problemsOf(code -> {
                    code.visitTypeInsn(Opcodes.NEW, "io/groat/test/Gone");
                    code.visitTypeInsn(Opcodes.CHECKCAST, "[[Lio/groat/test/GoneToo;");
                }))
                .containsExactly(
                        "io.groat.test.Victim needs io.groat.test.Gone: no such class io.groat.test.Gone",
                        "io.groat.test.Victim needs io.groat.test.GoneToo: no such class io.groat.test.GoneToo");
    }

    @Test
    void findsAnInterfaceThatIsCalledAsAClass() {
        assertThat(problemsOf(
                        code -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/util/List", "size", "()I", false)))
                .containsExactly("io.groat.test.Victim needs java.util.List.size()I: it is an interface, not a class");
    }

    @Test
    void acceptsWhatIsInherited() {
        assertThat(problemsOf(code -> {
                    call(code, Opcodes.INVOKEVIRTUAL, "java/util/LinkedHashMap", "size", "()I");
                    call(code, Opcodes.INVOKEVIRTUAL, VICTIM, "hashCode", "()I");
                    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/Deque", "isEmpty", "()Z", true);
                    code.visitMethodInsn(
                            Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "toString", "()Ljava/lang/String;", true);
                }))
                .isEmpty();
    }

    @Test
    void acceptsArraysAndMethodHandles() {
        assertThat(problemsOf(code -> {
                    call(code, Opcodes.INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;");
                    code.visitTypeInsn(Opcodes.CHECKCAST, "[[J");
                    call(code, Opcodes.INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", "(IJ)D");
                    call(code, Opcodes.INVOKEVIRTUAL, "java/lang/invoke/VarHandle", "compareAndSet", "(LX;II)Z");
                }))
                .isEmpty();
    }

    private List<String> problemsOf(Consumer<MethodVisitor> body) {
        ClassFile victim = ClassFile.read(classWith(body));
        ClassSource itself = name -> name.equals(VICTIM) ? Optional.of(victim) : Optional.empty();
        return new Linker(List.of(java, itself))
                .problems(victim, victim.references()).stream()
                        .map(Problem::toString)
                        .collect(toList());
    }

    private static void call(MethodVisitor code, int instruction, String owner, String name, String descriptor) {
        code.visitMethodInsn(instruction, owner, name, descriptor, false);
    }

    /** A class with one method of this body. It is never run, so its stack needs no balance. */
    private static byte[] classWith(Consumer<MethodVisitor> body) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, VICTIM, null, "java/lang/Object", null);
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(2, 1);
        code.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }
}
