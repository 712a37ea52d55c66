/** What every part of the launcher speaks with: lines for a person, and failures that are said in one. */
@NullMarked
package io.groat.infra.launcher.console;

import org.jspecify.annotations.NullMarked;
