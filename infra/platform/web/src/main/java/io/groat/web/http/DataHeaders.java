package io.groat.web.http;

import java.util.function.BiConsumer;
import org.springframework.http.HttpHeaders;

/** What browsers are told about every answer that is no page: pages have some of their own. */
public final class DataHeaders {

    /** The header that says what an answer may run, load and be shown in. */
    public static final String POLICY = "Content-Security-Policy";

    private DataHeaders() {}

    /** Sets them: to take it for nothing but what it says it is, to run nothing, and to keep it nowhere. */
    public static void set(BiConsumer<String, String> headers) {
        headers.accept("X-Content-Type-Options", "nosniff");
        headers.accept("Referrer-Policy", "no-referrer");
        headers.accept(POLICY, "default-src 'none'; frame-ancestors 'none'");
        headers.accept(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
