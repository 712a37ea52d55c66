@NullMarked
package io.groat.infra.server.process;

import org.jspecify.annotations.NullMarked;
