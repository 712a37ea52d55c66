package io.groat.notifier.webhook;

import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.outbound.PublicAddresses;
import io.groat.web.http.Parameters;
import io.groat.web.json.JsonFields;
import io.groat.web.problem.ProblemException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says of an endpoint, judged. */
final class EndpointBody {

    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 500;

    private final PublicAddresses addresses;

    EndpointBody(PublicAddresses addresses) {
        this.addresses = addresses;
    }

    /** The address: https, and not one that is written as digits and of no public network. */
    String url(JsonFields fields) {
        String text = fields.text("url");
        URI uri = uri(text);
        String host = uri.getHost();
        if (text.length() > LONGEST_URL || host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw invalid("\"url\" has to be an address such as https://example.com/hook, without user and fragment");
        }
        @Nullable InetAddress literal = literal(host);
        boolean exempt = literal != null && addresses.isExempt(literal);
        if (isLocalName(host) || (literal != null && !addresses.allows(literal))) {
            throw new ProblemException(
                    NotifierProblem.ADDRESS_FORBIDDEN, "url", "\"url\" is not of the public internet");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && exempt)) {
            throw invalid("\"url\" has to begin with https://");
        }
        return uri.toString();
    }

    Set<String> events(JsonFields fields) {
        List<String> events = fields.findTexts("events");
        for (String event : events) {
            if (!WebhookEvents.TYPES.contains(event)) {
                throw Parameters.invalid("events", "\"" + event + "\" is none of " + WebhookEvents.TYPES);
            }
        }
        return new HashSet<>(events);
    }

    String description(JsonFields fields) {
        String description = fields.findText("description", LONGEST_DESCRIPTION);
        return description == null ? "" : description;
    }

    static SigningKey.Type keyType(JsonFields fields) {
        String type = fields.findText("keyType");
        if (type == null || type.equals("hmac")) {
            return SigningKey.Type.HMAC;
        }
        if (type.equals("ed25519")) {
            return SigningKey.Type.ED25519;
        }
        throw Parameters.invalid("keyType", "\"keyType\" has to be hmac or ed25519");
    }

    private static boolean isLocalName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal");
    }

    private static @Nullable InetAddress literal(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            throw invalid("\"url\" is no address");
        }
    }

    private static ProblemException invalid(String detail) {
        return Parameters.invalid("url", detail);
    }
}
