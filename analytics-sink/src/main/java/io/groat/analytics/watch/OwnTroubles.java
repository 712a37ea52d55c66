package io.groat.analytics.watch;

import java.util.Map;
import java.util.Optional;

/** What is wrong with the things that this service depends on, by name; empty where nothing is. */
@FunctionalInterface
public interface OwnTroubles {

    Map<String, Optional<String>> all();
}
