/** What a server needs before it can run: its distribution, unpacked, and the libraries of the operating system. */
@NullMarked
package io.groat.infra.server.install;

import org.jspecify.annotations.NullMarked;
