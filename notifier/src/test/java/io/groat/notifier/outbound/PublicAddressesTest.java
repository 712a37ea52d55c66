package io.groat.notifier.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    private final PublicAddresses addresses = new PublicAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:0:1::",
                "2001:db8::1",
                "fec0::1"
            })
    void theseAreNotOfThePublicInternet(String address) throws UnknownHostException {
        assertThat(addresses.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101"
            })
    void theseAre(String address) throws UnknownHostException {
        assertThat(addresses.allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void whatIsAllowedByNameIsAllowedAlone() throws UnknownHostException {
        PublicAddresses local = new PublicAddresses(List.of("127.0.0.0/8"));
        assertThat(local.allows(InetAddress.getByName("127.1.2.3"))).isTrue();
        assertThat(local.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThatThrownBy(() -> new PublicAddresses(List.of("somewhere"))).hasMessageContaining("127.0.0.0/8");
    }
}
