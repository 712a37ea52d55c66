@NullMarked
package io.groat.infra.launcher.workspace;

import org.jspecify.annotations.NullMarked;
