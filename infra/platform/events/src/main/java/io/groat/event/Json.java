package io.groat.event;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of what services keep and send to each other: ISO 8601 times; fields that a later release has added are passed by.
 * What callers send is not read by it but strictly, as the records of their calls say.
 */
public final class Json {

    /** The only one there is; it may be used by all threads. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}
}
