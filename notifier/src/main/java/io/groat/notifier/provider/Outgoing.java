package io.groat.notifier.provider;

import io.groat.notifier.profile.Device;
import io.groat.notifier.template.Rendered;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one address.
 *
 * @param id the same at each attempt: by it a provider knows that it has taken it before
 * @param to an address, a number, or a device's token
 * @param device that it goes to; null for an address or a number
 */
public record Outgoing(
        UUID id, String template, String to, @Nullable Device device, Rendered text) {

    /** Names no address and says nothing of what it tells. */
    @Override
    public String toString() {
        return "outgoing " + id;
    }
}
