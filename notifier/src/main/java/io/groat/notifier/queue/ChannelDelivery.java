package io.groat.notifier.queue;

import io.groat.notifier.message.Channel;

/** A channel and its way out; a bean each. */
public record ChannelDelivery(Channel channel, Delivery delivery) {}
