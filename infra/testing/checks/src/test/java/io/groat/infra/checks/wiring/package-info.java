/** Whether objects are wired where they are at home, and types are seen by those who need them alone. */
@NullMarked
package io.groat.infra.checks.wiring;

import org.jspecify.annotations.NullMarked;
