package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user.
 *
 * @param addresses confirmed ones, by channel
 * @param complete false when the user's account could not be asked: there may be other addresses
 */
public record Profile(Preferences preferences, Map<Channel, String> addresses, List<Device> devices, boolean complete) {

    public static final Profile UNKNOWN = new Profile(Preferences.NONE, Map.of(), List.of(), true);

    public Profile {
        addresses = Map.copyOf(addresses);
        devices = List.copyOf(devices);
    }

    public @Nullable String address(Channel channel) {
        return addresses.get(channel);
    }

    /** Whether a message has somewhere to go by that channel. */
    public boolean reaches(Channel channel) {
        return switch (channel) {
            case INAPP -> true;
            case PUSH -> !devices.isEmpty();
            case EMAIL, SMS -> addresses.containsKey(channel);
            case WEBHOOK -> false;
        };
    }

    /** Names no address, wherever it may be printed. */
    @Override
    public String toString() {
        return "profile";
    }
}
