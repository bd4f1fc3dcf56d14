(** * What a kernel does not see is what no finite network sees

    uᵀ Σ^(L+1) u = 0 exactly if Σ u_i N(x_i) = 0 for every finite network N of the architecture with L
    hidden layers: any widths, any weights, biases where the kernel has them.  So Σ^(L+1) is positive
    definite if and only if these networks take any values at the inputs. *)

From Coq Require Import Reals Lra Lia List.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A theorem_B theorem_C.
From Nonpoly Require Import gaussian_mean moderate expectation gaussian_expectation.
From Nonpoly Require Import gaussian_pair covariance kernel kernel_depth.
Import ListNotations.
Local Open Scope R_scope.

(** u is orthogonal to the values at the data points. *)
Definition annihilates {T} (N : nat) (u : nat -> R) (F : nat -> T -> R) : Prop :=
  forall t, sum N (fun i => u i * F i t) = 0.

(** ** Values that combinations take *)

Lemma ev_scale_values {T} k (F : T -> R) c : ev c (fun t => k * F t) = k * ev c F.
Proof. induction c as [|s c IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma ev_plus_values {T} (F G : T -> R) c : ev c (fun t => F t + G t) = ev c F + ev c G.
Proof. induction c as [|s c IH]; simpl; [ring | rewrite IH; ring]. Qed.

(** Values to which every annihilating u is orthogonal are taken: Gaussian elimination. *)
Lemma values_taken {T} N : forall (F : nat -> T -> R) v,
  (forall u, annihilates N u F -> sum N (fun i => u i * v i) = 0) ->
  exists c, forall i, (i < N)%nat -> ev c (F i) = v i.
Proof.
  induction N as [|N IH]; intros F v H; [exists []; lia|].
  destruct (Classical_Prop.classic (exists t, F 0%nat t <> 0)) as [(t & Ft)|Z].
  - set (k := fun i => F (S i) t / F 0%nat t).
    destruct (IH (fun i s => F (S i) s + - k i * F 0%nat s) (fun i => v (S i) - k i * v 0%nat)) as (c & Hc).
    + intros u A. set (w := moderate.cons (- sum N (fun i => u i * k i)) u).
      assert (E : sum (S N) (fun i => w i * v i) = 0).
      { apply H. intro s. rewrite sum_first. unfold w. simpl. specialize (A s). simpl in A.
        rewrite (sum_ext N (fun i => u i * (F (S i) s + - k i * F 0%nat s))
          (fun i => u i * F (S i) s - F 0%nat s * (u i * k i))) in A by (intros; ring).
        rewrite sum_minus, sum_scal in A. lra. }
      rewrite sum_first in E. unfold w in E. simpl in E. rewrite <- E.
      rewrite (sum_ext N (fun i => u i * (v (S i) - k i * v 0%nat))
        (fun i => u i * v (S i) - v 0%nat * (u i * k i))) by (intros; ring).
      rewrite sum_minus, sum_scal. ring.
    + exists (((v 0%nat - ev c (F 0%nat)) / F 0%nat t, t) :: c).
      assert (E0 : ev (((v 0%nat - ev c (F 0%nat)) / F 0%nat t, t) :: c) (F 0%nat) = v 0%nat)
        by (simpl; field; exact Ft).
      intros [|i] Hi; [exact E0|]. specialize (Hc i ltac:(lia)).
      rewrite ev_plus_values, ev_scale_values in Hc. simpl. simpl in E0.
      replace (F (S i) t) with (k i * F 0%nat t) by (unfold k; field; exact Ft).
      replace (ev c (F (S i))) with (v (S i) - k i * v 0%nat + k i * ev c (F 0%nat)) by lra.
      field. exact Ft.
  - assert (Z0 : forall s, F 0%nat s = 0).
    { intro s. destruct (Req_dec (F 0%nat s) 0); [assumption|]. exfalso. eauto. }
    destruct (IH (fun i => F (S i)) (fun i => v (S i))) as (c & Hc).
    + intros u A. transitivity (sum (S N) (fun i => moderate.cons 0 u i * v i)).
      * rewrite sum_first. simpl. ring.
      * apply H. intro s. rewrite sum_first. simpl. rewrite A. ring.
    + exists c. intros [|i] Hi; [|apply Hc; lia].
      assert (V : v 0%nat = 0).
      { rewrite <- (H (unit_ 0)).
        - rewrite (sum_one (S N) 0 (fun i => unit_ 0 i * v i)); [unfold unit_; simpl; ring | lia |].
          intros [|i] _ N'; [congruence|]. unfold unit_. simpl. ring.
        - intro s. apply sum_zero. intros [|i] _; unfold unit_; simpl; [rewrite Z0|]; ring. }
      rewrite V. clear -Z0. induction c as [|s c IH]; simpl; [reflexivity|]. rewrite IH, Z0. ring.
Qed.

Lemma annihilates_combination {T} N u (F : nat -> T -> R) c :
  annihilates N u F -> sum N (fun i => u i * ev c (F i)) = 0.
Proof.
  intro A. induction c as [|s c IH]; [apply sum_zero; intros; simpl; ring|].
  rewrite (sum_ext N _ (fun i => fst s * (u i * F i (snd s)) + u i * ev c (F i)))
    by (intros; unfold ev; simpl; ring).
  rewrite sum_plus, sum_scal, IH, A. ring.
Qed.

(** A combination of pre-activations is one. *)
Lemma ev_preactivation {T} beta (e : combination (R * combination T)) :
  exists p, forall F : T -> R, ev e (preactivation beta F) = preactivation beta F p.
Proof.
  induction e as [|[w [b c]] e (q & IH)].
  - exists (0, []). intro F. unfold preactivation. simpl. ring.
  - exists (w * b + fst q, cscale w c ++ snd q). intro F. simpl ev. rewrite IH.
    unfold preactivation. simpl. rewrite ev_app, ev_cscale. ring.
Qed.

(** ** One layer *)

Lemma form_second_moments m N f z u :
  tempered f -> (form N (second_moments m f z) u = 0 <-> annihilates N u (fun i t => f (dot m (z i) t))).
Proof.
  intro Tf. set (S := fun t => sum N (fun i => u i * f (dot m (z i) t))).
  destruct (form_gram_square (moderate m) (gaussian m) (gaussian_strictly_positive m) N
    (fun i t => f (dot m (z i) t)) u (features_square_integrable m N f z Tf)) as [C E].
  fold (S) in C, E. unfold second_moments. rewrite <- E. split.
  - intros Z t. assert (Q : S t * S t = 0).
    { apply (E_zero _ _ (gaussian_strictly_positive m) (fun t => S t * S t)); [exact C | | exact Z].
      intro. apply Rle_0_sqr. }
    apply Rmult_integral in Q. now destruct Q.
  - intro A. rewrite (gaussian_ext m _ (fun _ => 0)); [apply gaussian_const|].
    intro t. unfold S. rewrite (A t). ring.
Qed.

Lemma form_factor_zero N m A K u :
  factor N m A K -> (form N K u = 0 <-> annihilates N u (fun i => dot m (A i))).
Proof.
  intro F. rewrite (form_ext N K (second_moments m (fun x => x) A)).
  - apply form_second_moments, tempered_id.
  - intros i j Hi Hj. rewrite F by assumption. symmetry. apply gaussian_covariance.
Qed.

(** If K sees what the pre-activations of F are, then E[f f] sees what the layer is. *)
Lemma layer_null_space {T} N K f beta (F : nat -> T -> R) :
  tempered f -> covariance N K ->
  (forall u, form N K u = 0 <-> annihilates N u (fun i => preactivation beta (F i))) ->
  forall u, form N (dual_matrix f K) u = 0 <-> annihilates N u (fun i => layer f beta (F i)).
Proof.
  intros Tf C H u. destruct (factor_exists N K C) as (m & A & Fa).
  rewrite (form_ext N _ (second_moments m f A)) by (intros; now apply (dual_factor N)).
  rewrite form_second_moments by exact Tf. split; intros Z.
  - intro p. destruct (values_taken N (fun i => dot m (A i)) (fun i => preactivation beta (F i) p)) as (c & Hc).
    { intros w Aw. apply (proj1 (H w)). now apply (form_factor_zero N m A K w Fa). }
    destruct (ev_dot m c) as (t & Ht). rewrite <- (Z t). apply sum_ext. intros i Hi.
    unfold layer. now rewrite <- Hc, Ht by exact Hi.
  - intro t. destruct (values_taken N (fun i => preactivation beta (F i)) (fun i => dot m (A i) t)) as (e & He).
    { intros w Aw. apply (proj1 (form_factor_zero N m A K w Fa)). now apply H. }
    destruct (ev_preactivation beta e) as (p & Hp). rewrite <- (Z p). apply sum_ext. intros i Hi.
    unfold layer. now rewrite <- Hp, He by exact Hi.
Qed.

(** ** The networks of the kernel *)

Section Networks.
Context (N m : nat) (z : nat -> point) (f : nat -> R -> R) (vw vb : nat -> R).
Context (T : forall l, tempered (f l)) (Vw : forall l, 0 < vw l) (Vb : forall l, 0 <= vb l).

Definition K1 : matrix := fun i j => dot m (z i) (z j).

(** Scales of the biases: none before the first hidden layer, where z has them already. *)
Definition bias (l : nat) : R := match l with O => 0 | S l => vb l end.

(** Σ after l hidden layers, and a linear read-out of finite networks with l hidden layers. *)
Definition readout (l : nat) (i : nat) : R * combination (parameters point l) -> R :=
  preactivation (bias l) (network f bias l (dot m (z i))).

Lemma K1_covariance : covariance N K1.
Proof. split; [intros i j _ _; apply dot_comm | apply dot_semidefinite]. Qed.

Lemma readout_annihilates l u :
  annihilates N u (readout (S l)) <->
  annihilates N u (fun i => network f bias (S l) (dot m (z i))) /\ vb l * sum N u = 0.
Proof.
  unfold readout. set (G := fun i => network f bias (S l) (dot m (z i))). split.
  - intro A. split.
    + intro p. rewrite <- (A (0, [(1, p)])). apply sum_ext. intros i _.
      change (u i * G i p = u i * (bias (S l) * 0 + (1 * G i p + 0))). ring.
    + rewrite <- (A (1, [])), <- sum_scal. apply sum_ext. intros i _.
      change (vb l * u i = u i * (vb l * 1 + 0)). ring.
  - intros [A B] [b c].
    rewrite (sum_ext N _ (fun i => b * (vb l * u i) + u i * ev c (G i))).
    2:{ intros i _. change (u i * (vb l * b + ev c (G i)) = b * (vb l * u i) + u i * ev c (G i)). ring. }
    rewrite sum_plus, !sum_scal. change (sum N (fun i => u i)) with (sum N u).
    rewrite B, Rmult_0_r, Rplus_0_l. exact (annihilates_combination N u G c A).
Qed.

Theorem null_space l u : form N (nngp f vw vb K1 l) u = 0 <-> annihilates N u (readout l).
Proof.
  revert u. induction l as [|l IH]; intro u.
  - simpl nngp. rewrite (form_factor_zero N m z K1 u) by (intros i j _ _; reflexivity).
    split.
    + intros A [b c]. destruct (ev_dot m c) as (w & Hw). rewrite <- (A w). apply sum_ext. intros i _.
      change (u i * (0 * b + ev c (dot m (z i))) = u i * dot m (z i) w). rewrite Hw. ring.
    + intros A t. rewrite <- (A (0, [(1, t)])). apply sum_ext. intros i _.
      change (u i * dot m (z i) t = u i * (0 * 0 + (1 * dot m (z i) t + 0))). ring.
  - assert (C : covariance N (nngp f vw vb K1 l))
      by (apply nngp_covariance; auto using K1_covariance).
    pose proof (layer_null_space N (nngp f vw vb K1 l) (f l) (bias l)
      (fun i => network f bias l (dot m (z i))) (T l) C IH u) as L.
    rewrite readout_annihilates. simpl network. rewrite <- L.
    pose proof (dual_covariance N _ (f l) (T l) C) as [_ P]. specialize (P u).
    simpl nngp. unfold weighted.
    rewrite (form_plus N (fun i j => vw l * dual_matrix (f l) (nngp f vw vb K1 l) i j) (fun _ _ => vb l)), form_scal.
    rewrite (form_ext N (fun _ _ => vb l) (fun i j => vb l * (1 * 1))) by (intros; ring).
    rewrite form_scal, (form_square N (fun _ => 1)).
    rewrite (sum_ext N (fun i => u i * 1) u) by (intros; ring).
    specialize (Vw l). specialize (Vb l). set (q := form N _ u) in *. set (s := sum N u).
    pose proof (Rle_0_sqr s) as Ss. unfold Rsqr in Ss. split.
    + intro Z. assert (0 <= vw l * q) by (apply Rmult_le_pos; lra).
      assert (0 <= vb l * (s * s)) by (now apply Rmult_le_pos). split; [nra|].
      assert (W : (vb l * s) * (vb l * s) = 0).
      { replace ((vb l * s) * (vb l * s)) with (vb l * (vb l * (s * s))) by ring.
        replace (vb l * (s * s)) with 0 by lra. ring. }
      apply Rmult_integral in W. now destruct W.
    + intros [-> W]. replace (vb l * (s * s)) with (vb l * s * s) by ring. rewrite W. ring.
Qed.

Theorem nngp_positive_definite_iff l :
  positive_definite N (nngp f vw vb K1 l) <-> independent N (readout l).
Proof.
  pose proof (nngp_covariance N f vw vb K1 T Vw Vb K1_covariance l) as [_ P]. split.
  - intros D u A i Hi. destruct (Req_dec (u i) 0) as [|U]; [assumption|]. exfalso.
    assert (L : 0 < form N (nngp f vw vb K1 l) u) by (apply D; eauto).
    apply null_space in A. lra.
  - intros I u (i & Hi & U). specialize (P u). destruct P as [P|Z]; [exact P|]. exfalso.
    apply U, (I u); [|exact Hi]. now apply null_space.
Qed.
End Networks.
