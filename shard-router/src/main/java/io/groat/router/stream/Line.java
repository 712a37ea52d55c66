package io.groat.router.stream;

/**
 * One line of a stream, without its end.
 *
 * @param number 1 for the first
 * @param bytes holds the line from {@code offset} on; not to be changed
 * @param isTooLong whether it was longer than is taken; its text is then not there
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each line would cost more than parsing it.
record Line(long number, byte[] bytes, int offset, int length, boolean isTooLong) {

    private static final byte[] NONE = new byte[0];

    static Line tooLong(long number) {
        return new Line(number, NONE, 0, 0, true);
    }
}
