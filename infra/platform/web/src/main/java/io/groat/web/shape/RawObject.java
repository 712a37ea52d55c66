package io.groat.web.shape;

/**
 * A JSON object that is passed on as it is, with whatever is in it.
 *
 * @param text its JSON
 */
public record RawObject(String text) {}
