package io.groat.notifier.webhook;

import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.outbound.PublicAddresses;
import io.groat.web.http.Parameters;
import io.groat.web.problem.ProblemException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where webhooks may go. */
final class EndpointAddresses {

    private final PublicAddresses addresses;

    EndpointAddresses(PublicAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * The address as it is kept: https, and not one that is written as digits and of no public network.
     *
     * @throws ProblemException ADDRESS_FORBIDDEN or INVALID_FIELD when it is another
     */
    String judged(String text) {
        URI uri = uri(text);
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
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
