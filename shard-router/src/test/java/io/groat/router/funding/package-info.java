@NullMarked
package io.groat.router.funding;

import org.jspecify.annotations.NullMarked;
