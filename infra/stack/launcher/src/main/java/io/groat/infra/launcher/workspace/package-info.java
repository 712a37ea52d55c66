/** The files of a checkout and of its runs, with keys and passwords. */
@NullMarked
package io.groat.infra.launcher.workspace;

import org.jspecify.annotations.NullMarked;
