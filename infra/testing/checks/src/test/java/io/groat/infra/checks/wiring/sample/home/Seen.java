package io.groat.infra.checks.wiring.sample.home;

import java.util.List;

/** Used from elsewhere. */
public final class Seen {

    List<Object> uses() {
        return List.of(new NeedlesslyPublic(), new Hidden());
    }
}
