package io.groat.notifier.queue;

import io.groat.notifier.message.Message;

/** A message that is to be attempted, and its place in the store. */
record Task(Message message, DueRow row) {}
