package io.groat.web.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Where a request comes from. */
public final class RemoteAddress {

    private static final int NETWORK_BYTES = 8;

    private static final String FORWARDED = RemoteAddress.class.getName() + ".forwarded";

    private RemoteAddress() {}

    /** Notes that a proxy has passed the request on. */
    static void markForwarded(ServerWebExchange exchange) {
        exchange.getAttributes().put(FORWARDED, true);
    }

    /** The address as text; "unknown" for none. */
    public static String of(ServerWebExchange exchange) {
        InetAddress address = find(exchange);
        return address == null ? "unknown" : address.getHostAddress();
    }

    /** The same for counting: of an IPv6 address its network alone, for every host has a whole one to call from. */
    public static String network(ServerWebExchange exchange) {
        InetAddress address = find(exchange);
        if (!(address instanceof Inet6Address)) {
            return of(exchange);
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether it comes from this machine, and straight: what a proxy passed on may come from anywhere. */
    public static boolean isLoopback(ServerWebExchange exchange) {
        InetAddress address = find(exchange);
        return address != null && address.isLoopbackAddress() && exchange.getAttribute(FORWARDED) == null;
    }

    private static @Nullable InetAddress find(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }
}
