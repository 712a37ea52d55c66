@NullMarked
package io.groat.router.problem;

import org.jspecify.annotations.NullMarked;
