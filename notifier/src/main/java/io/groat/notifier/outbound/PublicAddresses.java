package io.groat.notifier.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are of the public internet. What is not may be a neighbour of ours that trusts us: a partner's webhook
 * must not lead there.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, special-purpose addresses</a>
 */
public final class PublicAddresses {

    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    /** Of IPv6 only this is unicast of the internet, and of it not all. */
    private static final Network GLOBAL = Network.of("2000::/3");

    private static final List<Network> SPECIAL_V6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16");
    /** IPv4 inside of IPv6, by a translator. */
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    private final List<Network> allowed;

    /** @param allowed networks that may be reached all the same, as {@code 127.0.0.0/8}: for tests on one machine */
    public PublicAddresses(List<String> allowed) {
        this.allowed = networks(allowed.toArray(String[]::new));
    }

    public boolean allows(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.has(address)) || isPublic(address);
    }

    /** Whether it is of a network that is allowed by name alone. */
    public boolean isExempt(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.has(address));
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet6Address v6) {
            if (NAT64.has(v6)) {
                return isPublic(inner(v6));
            }
            return GLOBAL.has(v6) && SPECIAL_V6.stream().noneMatch(network -> network.has(v6));
        }
        return SPECIAL.stream().noneMatch(network -> network.has(address));
    }

    private static InetAddress inner(Inet6Address address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::of).toList();
    }

    private static final class Network {
        private final byte[] base;
        private final int bits;

        private Network(byte[] base, int bits) {
            this.base = base;
            this.bits = bits;
        }

        static Network of(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F.:]+")) {
                throw new IllegalArgumentException(text + " is no network such as 127.0.0.0/8");
            }
            try {
                return new Network(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException | NumberFormatException wrong) {
                throw new IllegalArgumentException(text + " is no network such as 127.0.0.0/8", wrong);
            }
        }

        boolean has(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (base[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
