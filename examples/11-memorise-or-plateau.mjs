// One network memorises, the other hits a plateau.
//
// Eight points with labels that alternate. With x² the output is a parabola whatever the weights
// are, so no width, seed or patience brings the loss below that of the best parabola, which is
// known exactly beforehand. With tanh or ReLU the kernel is strictly positive definite, and the loss goes to 0.
import { approxNumber, createTraining, exactRow, layerClass, parse, plateau } from 'nonpoly';
import { equispacedInputs } from 'nonpoly';
