package io.groat.infra.webtest;

/** Documents that are made from the code, kept where their readers are, and checked by tests. */
final class WrittenDocuments {

    private static final String PROPERTY = "groat.api.write";

    /** How one that is not as it has to be is mended. */
    static final String HOW = "the same test with -D" + PROPERTY + "=true writes anew";

    private WrittenDocuments() {}

    /** Whether they are written, rather than found wrong. */
    static boolean areToBeWritten() {
        return Boolean.getBoolean(PROPERTY);
    }
}
