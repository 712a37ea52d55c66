/** The HTTP server: areas of paths, each with its own credentials and shape of refusals. */
@NullMarked
package io.groat.sandbox.http;

import org.jspecify.annotations.NullMarked;
