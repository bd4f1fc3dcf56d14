(** * The Gaussian expectation over R^n

    [gaussian n F] = E F(g), g_1, …, g_n independent standard Gaussian variables: the iterated
    improper integral of F with the densities, for continuous F of at most polynomial growth.  It is
    linear, strictly positive and normalised; E[(y·g)(z·g)] = y·z. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean.
From Nonpoly Require Import moderate parameter_integral expectation.
Local Open Scope R_scope.

(** ** One coordinate integrated *)

Lemma slice_tempered n F t : moderate (S n) F -> tempered (fun x => F (cons x t)).
Proof.
  intros [H (C & k & B)]. split; [now apply (slice_continuous n)|].
  exists (C * (1 + dot n t t) ^ k), k. intro x. eapply Rle_trans; [apply B|].
  rewrite Rmult_assoc. apply Rmult_le_compat_l; [now apply (growth_constant (S n) C k F) | apply growth_cons].
Qed.

Lemma near_bounded n s t : near n s t 1 -> dot n s s <= 2 * dot n t t + 2 * INR n.
Proof.
  intro H. induction n as [|n IH].
  - unfold dot. simpl. lra.
  - assert (K : near n s t 1) by (intros c Hc; apply H; lia). specialize (IH K).
    specialize (H n ltac:(lia)). apply Rabs_def2 in H. rewrite S_INR. unfold dot in *. simpl sum.
    pose proof (Rle_0_sqr (s n - 2 * t n)) as Q. unfold Rsqr in Q.
    assert (s n * s n <= 2 * (t n * t n) + 2); [|lra].
    assert ((s n - t n) * (s n - t n) <= 1) by nra. nra.
Qed.

Theorem moderate_mean n F : moderate (S n) F -> moderate n (fun t => mean (fun x => F (cons x t))).
Proof.
  intros HF. pose proof HF as [H (C & k & B)]. pose proof (growth_constant (S n) C k F B) as HC.
  destruct (density_dominates k) as (K & HK & D).
  (* the slice at s is dominated by C (1+|s|²)^k K/(1+x²) *)
  assert (Dom : forall A s, 1 + dot n s s <= A ->
            dominated (C * A ^ k * K) (fun x => F (cons x s) * density x)).
  { intros A s HA. pose proof (dot_self_nonneg n s).
    apply (weighted_dominated (C * A ^ k) k K (fun x => F (cons x s))).
    - intro x. eapply Rle_trans; [apply B|]. rewrite Rmult_assoc. apply Rmult_le_compat_l; [exact HC|].
      eapply Rle_trans; [apply growth_cons|]. apply Rmult_le_compat_r.
      + apply pow_le. pose proof (pow2_ge_0 x). lra.
      + apply pow_incr. lra.
    - exact D.
    - apply Rmult_le_pos; [exact HC | apply pow_le; lra]. }
  split.
  - apply (integral_continuous n (fun t => F t * density (t 0%nat))).
    + apply continuous_on_mult; [exact H|].
      apply (continuous_on_comp (S n) density (fun t => t 0%nat));
        [apply density_continuous | apply continuous_on_coordinate; lia].
    + intro t. set (A := 1 + (2 * dot n t t + 2 * INR n)). exists (C * A ^ k * K), 1.
      split; [lra|]. intros s Hs. apply Dom. unfold A. pose proof (near_bounded n s t Hs). lra.
  - exists (2 * (C * K * PI)), k. intro t.
    replace (2 * (C * K * PI) * (1 + dot n t t) ^ k) with (2 * (C * (1 + dot n t t) ^ k * K * PI)) by ring.
    apply integral_bound; [|apply Dom; lra].
    apply weighted_integrable, (slice_tempered n), HF.
Qed.

(** ** The expectation *)

(** The first coordinate is integrated first. *)
Fixpoint gaussian (n : nat) (F : point -> R) : R :=
  match n with
  | O => F (fun _ => 0)
  | S n => gaussian n (fun t => mean (fun x => F (cons x t)))
  end.

Lemma gaussian_ext n F G : (forall t, F t = G t) -> gaussian n F = gaussian n G.
Proof.
  revert F G. induction n as [|n IH]; intros F G E; simpl; [apply E|].
  apply IH. intro t. apply mean_ext. intro x. apply E.
Qed.

Lemma gaussian_plus n F G :
  moderate n F -> moderate n G -> gaussian n (fun t => F t + G t) = gaussian n F + gaussian n G.
Proof.
  revert F G. induction n as [|n IH]; intros F G HF HG; simpl; [reflexivity|].
  rewrite <- IH by now apply moderate_mean. apply gaussian_ext. intro t.
  apply mean_plus; now apply (slice_tempered n).
Qed.

Lemma gaussian_scal n c F : moderate n F -> gaussian n (fun t => c * F t) = c * gaussian n F.
Proof.
  revert F. induction n as [|n IH]; intros F HF; simpl; [reflexivity|].
  rewrite <- IH by now apply moderate_mean. apply gaussian_ext. intro t.
  apply mean_scal. now apply (slice_tempered n).
Qed.

Lemma gaussian_nonneg n F : moderate n F -> (forall t, 0 <= F t) -> 0 <= gaussian n F.
Proof.
  revert F. induction n as [|n IH]; intros F HF P; simpl; [apply P|].
  apply IH; [now apply moderate_mean|]. intro t. apply mean_nonneg; [now apply (slice_tempered n) | auto].
Qed.

Lemma gaussian_zero n F :
  moderate n F -> (forall t, 0 <= F t) -> gaussian n F = 0 -> forall t, F t = 0.
Proof.
  revert F. induction n as [|n IH]; intros F HF P Z t; simpl in Z.
  - rewrite <- Z. apply (continuous_on_local 0); [apply HF | lia].
  - assert (M : forall s, mean (fun x => F (cons x s)) = 0).
    { apply IH; [now apply moderate_mean | | exact Z].
      intro s. apply mean_nonneg; [now apply (slice_tempered n) | auto]. }
    rewrite <- (mean_zero (fun x => F (cons x (fun c => t (S c))))) with (x := t 0%nat);
      [| now apply (slice_tempered n) | auto | apply M].
    apply (continuous_on_local (S n)); [apply HF|]. intros [|c] _; reflexivity.
Qed.

Theorem gaussian_strictly_positive n : strictly_positive (moderate n) (gaussian n).
Proof.
  split; eauto using moderate_ext, moderate_const, moderate_plus, moderate_scal, gaussian_ext,
    gaussian_plus, gaussian_scal, gaussian_nonneg, gaussian_zero.
Qed.

Theorem gaussian_1 n : gaussian n (fun _ => 1) = 1.
Proof.
  induction n as [|n IH]; [reflexivity|]. simpl.
  rewrite (gaussian_ext n _ (fun _ => 1)); [exact IH|]. intro. apply mean_1.
Qed.

Lemma gaussian_const n c : gaussian n (fun _ => c) = c.
Proof.
  rewrite (gaussian_ext n _ (fun _ => c * 1)) by (intro; ring).
  rewrite gaussian_scal by apply moderate_const. rewrite gaussian_1. ring.
Qed.

(** ** Covariances *)

Lemma mean_affine a b : mean (fun x => a * x + b) = b.
Proof.
  rewrite mean_plus by (apply tempered_const || apply tempered_scal, tempered_id).
  rewrite mean_scal by apply tempered_id. rewrite mean_id.
  rewrite (mean_ext (fun _ => b) (fun _ => b * 1)) by (intro; ring).
  rewrite mean_scal, mean_1 by apply tempered_const. ring.
Qed.

Lemma mean_quadratic a b c : mean (fun x => a * x ^ 2 + (b * x + c)) = a + c.
Proof.
  rewrite mean_plus, mean_affine, mean_scal, mean_square;
    [ring | apply tempered_square | apply tempered_scal, tempered_square|].
  apply tempered_plus; [apply tempered_scal, tempered_id | apply tempered_const].
Qed.

(** E[(y·g)(z·g)] = y·z: pre-activations have the covariances that the kernels are defined with. *)
Theorem gaussian_covariance n y z : gaussian n (fun t => dot n y t * dot n z t) = dot n y z.
Proof.
  revert y z. induction n as [|n IH]; intros y z; [unfold dot; simpl; ring|]. simpl.
  set (y' := fun c => y (S c)). set (z' := fun c => z (S c)).
  rewrite (gaussian_ext n _ (fun t => y 0%nat * z 0%nat * 1 + dot n y' t * dot n z' t)).
  - rewrite gaussian_plus, gaussian_scal, gaussian_1, IH.
    + unfold dot at 2. rewrite sum_first. fold (dot n y' z'). unfold dot, y', z'. ring.
    + apply moderate_const.
    + apply moderate_scal, moderate_const.
    + apply moderate_mult; apply (moderate_feature n (fun x => x)), tempered_id.
  - intro t. rewrite Rmult_1_r.
    rewrite <- (mean_quadratic _ (y 0%nat * dot n z' t + z 0%nat * dot n y' t)).
    apply mean_ext. intro x. unfold dot. rewrite !sum_first. simpl. unfold y', z'. ring.
Qed.

Theorem gaussian_centred n z : gaussian n (dot n z) = 0.
Proof.
  revert z. induction n as [|n IH]; intro z; [reflexivity|]. simpl.
  rewrite (gaussian_ext n _ (dot n (fun c => z (S c)))); [apply IH|].
  intro t. rewrite <- (mean_affine (z 0%nat) (dot n (fun c => z (S c)) t)).
  apply mean_ext. intro x. unfold dot. rewrite sum_first. simpl. ring.
Qed.
