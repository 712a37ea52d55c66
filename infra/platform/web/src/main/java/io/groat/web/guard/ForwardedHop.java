package io.groat.web.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What one proxy said about the request that it passed on.
 *
 * @param address from where it had it; null when it did not say so in a way that can be read
 * @param scheme that the request had there, {@code http} or {@code https}; null when not said
 * @param host that it named there, perhaps with a port; null when not said
 */
record ForwardedHop(
        @Nullable InetAddress address,
        @Nullable String scheme,
        @Nullable String host) {

    private static final ForwardedHop UNREADABLE = new ForwardedHop(null, null, null);

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern PAIR =
            Pattern.compile("\\s*(" + TOKEN + ")\\s*=\\s*(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*\")\\s*(;|$)");
    private static final Pattern PORT = Pattern.compile(":[0-9A-Za-z._-]{1,32}");
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");

    /**
     * What the configured header says, the nearest proxy first. A header that came in several lines is one list. Commas
     * separate hops wherever they stand: what a proxy has appended to a client's own text must not be drawn into that.
     */
    static List<ForwardedHop> read(HttpHeaders headers, ProxySettings.ForwardedHeader header) {
        List<ForwardedHop> hops = new ArrayList<>(
                switch (header) {
                    case X_FORWARDED_FOR -> byAddress(headers);
                    case FORWARDED ->
                        words(headers, "Forwarded").stream()
                                .map(ForwardedHop::element)
                                .toList();
                });
        Collections.reverse(hops);
        return hops;
    }

    private static List<ForwardedHop> byAddress(HttpHeaders headers) {
        String scheme = scheme(last(words(headers, "X-Forwarded-Proto")));
        String host = host(last(words(headers, "X-Forwarded-Host")));
        return words(headers, "X-Forwarded-For").stream()
                .map(word -> new ForwardedHop(node(word), scheme, host))
                .toList();
    }

    private static ForwardedHop element(String text) {
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            pair.region(end, text.length());
            if (!pair.lookingAt()
                    || pairs.put(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2))) != null) {
                return UNREADABLE;
            }
            end = pair.end();
        }
        String node = pairs.get("for");
        return new ForwardedHop(node == null ? null : node(node), scheme(pairs.get("proto")), host(pairs.get("host")));
    }

    /** An address with or without a port; IPv6 in brackets where it has one. */
    private static @Nullable InetAddress node(String text) {
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            return isPort(text.substring(bracket + 1)) ? Networks.address(text.substring(1, bracket)) : null;
        }
        int colon = text.indexOf(':');
        boolean withPort = colon >= 0 && colon == text.lastIndexOf(':') && isPort(text.substring(colon));
        return Networks.address(withPort ? text.substring(0, colon) : text);
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || PORT.matcher(text).matches();
    }

    private static @Nullable String scheme(@Nullable String text) {
        String small = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return small.equals("http") || small.equals("https") ? small : null;
    }

    private static @Nullable String host(@Nullable String text) {
        return text != null && HOST.matcher(text).matches() ? text : null;
    }

    private static List<String> words(HttpHeaders headers, String name) {
        return headers.getOrEmpty(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static @Nullable String last(List<String> words) {
        return words.isEmpty() ? null : words.get(words.size() - 1);
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
