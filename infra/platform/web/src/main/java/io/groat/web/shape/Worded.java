package io.groat.web.shape;

/** Values of an enum whose names in JSON are not their names in Java. */
public interface Worded {

    /** As JSON has it. */
    String text();
}
