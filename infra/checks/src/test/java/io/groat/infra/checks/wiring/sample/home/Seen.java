package io.groat.infra.checks.wiring.sample.home;

/** Used from elsewhere. */
public final class Seen {

    @Override
    public String toString() {
        return new NeedlesslyPublic() + " " + new Hidden();
    }
}
