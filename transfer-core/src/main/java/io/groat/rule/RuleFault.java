package io.groat.rule;

/**
 * What is wrong with a rule's text.
 *
 * @param line of the text, from 1
 * @param field such as {@code limits[0].max}
 * @param says what it has to be
 */
public record RuleFault(int line, String field, String says) {

    @Override
    public String toString() {
        return "line " + line + ", \"" + field + "\" " + says;
    }
}
