@NullMarked
package io.groat.router.rule;

import org.jspecify.annotations.NullMarked;
