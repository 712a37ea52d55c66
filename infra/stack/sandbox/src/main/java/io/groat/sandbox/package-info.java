/**
 * The sandbox payment gateway: a small server of its own that speaks like two payment providers and behaves as badly as
 * real ones when it is told to. For local stacks and tests alone.
 *
 * <p>It stands on the JDK's HTTP server and client and on no framework: every call is a short piece of work under one
 * lock, so a few threads do, it starts in half a second and lives in 64 MB. Nothing of the product is used, so that what
 * both sides would misunderstand alike is found.
 */
@NullMarked
package io.groat.sandbox;

import org.jspecify.annotations.NullMarked;
