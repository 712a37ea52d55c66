@NullMarked
package io.groat.infra.server.install;

import org.jspecify.annotations.NullMarked;
