@NullMarked
package io.groat.infra.server;

import org.jspecify.annotations.NullMarked;
