package io.groat.sandbox.book;

/** One thing the book knows, a record that JSON can hold. A changed one takes the place of that with the same id. */
public interface Row {
    String id();
}
