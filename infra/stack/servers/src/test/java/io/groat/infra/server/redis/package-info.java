@NullMarked
package io.groat.infra.server.redis;

import org.jspecify.annotations.NullMarked;
