/** The calls about disputes. */
@NullMarked
package io.groat.router.dispute;

import org.jspecify.annotations.NullMarked;
