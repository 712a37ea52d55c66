/** MySQL as a child process. */
@NullMarked
package io.groat.infra.server.mysql;

import org.jspecify.annotations.NullMarked;
