@NullMarked
package io.groat.infra.server.kafka;

import org.jspecify.annotations.NullMarked;
