package io.groat.infra.checks.wiring.sample.home;

/** Used at home alone. */
public final class NeedlesslyPublic {}
