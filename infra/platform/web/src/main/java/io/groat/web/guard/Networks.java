package io.groat.web.guard;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks of addresses. Names are never looked up. */
final class Networks {

    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    private final List<IpSubnetFilterRule> networks;

    /**
     * @param networks each in CIDR notation, or one address
     * @throws IllegalArgumentException when one is neither
     */
    Networks(List<String> networks) {
        this.networks = networks.stream().map(Networks::parse).toList();
    }

    boolean contains(InetAddress address) {
        InetSocketAddress asked = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(asked));
    }

    private static IpSubnetFilterRule parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address != null) {
            int most = address.getAddress().length == Integer.BYTES ? V4_BITS : V6_BITS;
            try {
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
            } catch (IllegalArgumentException noLength) {
                // Refused below, as any other.
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" in groat.http.trusted-proxies is no network as 10.0.0.0/8");
    }

    /** The address of that text, IPv4 in IPv6 as IPv4; null when it is none. */
    static @Nullable InetAddress address(String text) {
        byte[] bytes = text.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
