/** Does every class, method and field that a module's classes name exist where the module runs? */
@NullMarked
package io.groat.infra.checks.linkage;

import org.jspecify.annotations.NullMarked;
