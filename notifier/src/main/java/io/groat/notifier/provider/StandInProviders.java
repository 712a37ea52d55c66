package io.groat.notifier.provider;

import io.groat.notifier.message.Channel;

/** Where nobody is named who takes messages of a channel: who does instead. Of beans there is one or none. */
@FunctionalInterface
public interface StandInProviders {

    Provider provider(Channel channel);
}
