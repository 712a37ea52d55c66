package io.groat.infra.checks.wiring.sample.home;

/** Used at home alone, and so it is not public. */
final class Hidden {}
