package io.groat.analytics.watch;

/** Which groups of consumers are this service's own, and read on: those that once made older figures do not. */
@FunctionalInterface
public interface OwnGroups {

    boolean includes(String group);
}
