package io.groat.router.crash;

/** A payment in EUR that a client asks for, as often as it takes, under one key. */
record Order(String key, String payer, String payee, long amount) {}
