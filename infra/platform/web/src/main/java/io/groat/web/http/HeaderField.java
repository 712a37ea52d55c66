package io.groat.web.http;

/** A header that a call reads or an answer has. */
public record HeaderField(String name, String doc, boolean required) {

    public static final HeaderField LOCATION = new HeaderField("Location", "Where the thing can be read", false);

    public static final HeaderField RETRY_AFTER =
            new HeaderField("Retry-After", "Seconds after which it is worth asking again", false);

    public static final HeaderField LAST_EVENT =
            new HeaderField("Last-Event-ID", "The id of the last event that was seen, to go on after it", false);
}
