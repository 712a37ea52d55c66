package io.groat.infra.checks.linkage;

/**
 * What one class file asks of another: that a class exists, or that it has a field or a method.
 *
 * @param owner the internal name of the class, {@code java/lang/String}
 * @param member name and descriptor of the field, {@code out Ljava/io/PrintStream;}, or of the method,
 *     {@code length()I}; empty when the class itself is meant
 */
record Reference(Kind kind, String owner, String member) {
    enum Kind {
        CLASS,
        FIELD,
        CLASS_METHOD,
        INTERFACE_METHOD
    }

    private static final String OBJECT = "java/lang/Object";

    /** To a class. An array stands for its elements' class, and one of primitives for Object, which is always there. */
    static Reference toClass(String owner) {
        if (!owner.startsWith("[")) {
            return new Reference(Kind.CLASS, owner, "");
        }
        String element = owner.substring(owner.lastIndexOf('[') + 1);
        return new Reference(
                Kind.CLASS, element.startsWith("L") ? element.substring(1, element.length() - 1) : OBJECT, "");
    }

    /** To a member; an array has the methods of {@code Object}. */
    static Reference toMember(Kind kind, String owner, String member) {
        return new Reference(kind, owner.startsWith("[") ? OBJECT : owner, member);
    }

    /** The member's name without its descriptor. */
    String memberName() {
        int descriptor = kind == Kind.FIELD ? member.indexOf(' ') : member.indexOf('(');
        return member.substring(0, descriptor);
    }

    @Override
    public String toString() {
        return kind == Kind.CLASS ? owner.replace('/', '.') : owner.replace('/', '.') + "." + member;
    }
}
