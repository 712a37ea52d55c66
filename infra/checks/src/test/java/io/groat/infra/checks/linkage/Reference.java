package io.groat.infra.checks.linkage;

/**
 * What one class file asks of another: that a class exists, or that it has a field or a method.
 *
 * @param owner the internal name of the class, {@code java/lang/String}
 * @param member the name and descriptor of the field or method, {@code length()I}; empty when the class itself is meant
 */
record Reference(Kind kind, String owner, String member) {
    enum Kind {
        CLASS,
        FIELD,
        CLASS_METHOD,
        INTERFACE_METHOD
    }

    /** To a class; an array counts as its element's class, a primitive as none ({@code Object} is always there). */
    static Reference toClass(String owner) {
        return new Reference(Kind.CLASS, elementOf(owner, elementOf(owner, "java/lang/Object")), "");
    }

    /** To a member; an array has the methods of {@code Object}. */
    static Reference toMember(Kind kind, String owner, String member) {
        return new Reference(kind, owner.startsWith("[") ? "java/lang/Object" : owner, member);
    }

    private static String elementOf(String owner, String primitive) {
        if (!owner.startsWith("[")) {
            return owner;
        }
        String element = owner.substring(owner.lastIndexOf('[') + 1);
        return element.startsWith("L") ? element.substring(1, element.length() - 1) : primitive;
    }

    String memberName() {
        int descriptor = kind == Kind.FIELD ? member.indexOf(' ') : member.indexOf('(');
        return member.substring(0, descriptor);
    }

    @Override
    public String toString() {
        return kind == Kind.CLASS ? owner.replace('/', '.') : owner.replace('/', '.') + "." + member;
    }
}
