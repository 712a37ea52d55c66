package io.groat.infra.training.generate.world;

/** What became known of a payment. */
public enum Label {
    FRAUD("1"),
    /** A person looked at it and found nothing. */
    LEGITIMATE("0"),
    UNKNOWN("");

    private final String text;

    Label(String text) {
        this.text = text;
    }

    /** As it stands in the file. */
    public String text() {
        return text;
    }
}
